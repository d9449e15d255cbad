/**
 * Starts the window: keyboard, menu, the closing of it, and the first screen. Example: renderer/index.html loads it.
 */
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { planner } from './instance.ts'
import { bindKeys } from './keys.ts'

bindKeys(window)

let leaving = false
window.addEventListener('beforeunload', (event) => {
  if (leaving) return
  const flushed = planner.flush()
  if (!planner.state.open?.ledger.busy) return
  // What was being typed is still on its way to the plan file: close a moment later.
  event.preventDefault()
  leaving = true
  void flushed.finally(() => window.close())
})

createRoot(document.getElementById('root')!).render(<App />)
void planner.start()
