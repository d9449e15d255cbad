/**
 * A window with an empty grid and nothing else, beside which the program's start is measured. Packed in the program's place, under
 * the same settings. Example: `commissioning-planner --remote-debugging-port=0`, once its app.asar is this one.
 */
const { readFile } = require('node:fs/promises')
const path = require('node:path')
const { app, BrowserWindow, protocol } = require('electron')

/** @type {Record<string, string>} */
const types = { '.html': 'text/html', '.js': 'text/javascript' }
const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
protocol.registerSchemesAsPrivileged([{ scheme: 'planner', privileges }])

app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  protocol.handle('planner', async ({ url }) => {
    const file = path.join(__dirname, new URL(url).pathname)
    return new Response(await readFile(file), { headers: { 'content-type': types[path.extname(file)] ?? '' } })
  })
  const window = new BrowserWindow({ show: false, width: 1280, height: 800, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  window.loadURL('planner://app/index.html')
})
