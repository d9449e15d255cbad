/**
 * Starts the window: keyboard, menu, the closing of it, and the first screen. Example: renderer/index.html loads it.
 */
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { onHanded } from './api.ts'
import { Fault } from './Fault.tsx'
import { planner } from './instance.ts'
import { bindKeys } from './keys.ts'
import { keepFocus } from './parts/focus.ts'

bindKeys(window)
keepFocus(window)

let leaving = false
window.addEventListener('beforeunload', (event) => {
  if (leaving || !planner.finish()) return
  // What was being typed is still on its way to the plan file: close a moment later.
  event.preventDefault()
  leaving = true
  void planner.flush().finally(() => window.close())
})

createRoot(document.getElementById('root')!).render(
  <Fault>
    <App />
  </Fault>,
)
const started = planner.start()
onHanded(() => void started.then(planner.openHanded))
