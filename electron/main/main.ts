/**
 * The desktop program: one instance, one window, one plan. Everything it is made of is put together here.
 * Example: `electron . /home/jo/Budget.cplan` opens that plan.
 */
import os from 'node:os'
import path from 'node:path'
import { app, type BrowserWindow, clipboard, dialog, ipcMain, Menu, screen, session, shell } from 'electron'
import type { CommandId } from '../../shared/commands.ts'
import { Refusal } from '../../shared/refusal.ts'
import { PAPER_HEAP } from '../workbook/paperclient.ts'
import { diagnosticsText, licencesIn } from './about.ts'
import { makeAnswers } from './answers.ts'
import { answerCalls, FAULT } from './calls.ts'
import { openChoices } from './choices.ts'
import { copyImage } from './clipboard.ts'
import { makeDesk } from './desk.ts'
import { makeDialogs } from './dialogs.ts'
import { makeExporting } from './exporting.ts'
import { faultsIn, openLog } from './log.ts'
import { openMappings } from './mappings.ts'
import { atStart, doNative, menuTemplate, showMenuState, zoom } from './menu.ts'
import { planIn, userName } from './names.ts'
import { confine, onScriptFetched, PAGE, registerPage, servePage, withoutSpelling } from './page.ts'
import { printPdf } from './printing.ts'
import { makeReading } from './reading.ts'
import { openRecents } from './recent.ts'
import { openSettings } from './settings.ts'
import { makeWindow } from './window.ts'
import { launchUtility } from './work.ts'

const now = () => new Date().toISOString()
const userData = app.getPath('userData')
const logs = path.join(userData, 'logs')
const report = openLog(logs, now)
/** A file of the bundle. */
const bundled = (...names: string[]) => path.join(app.getAppPath(), 'out', ...names)

const settings = openSettings(path.join(userData, 'settings.json'), (error) => report('settings', error))
const recents = openRecents(
  path.join(userData, 'recent.json'),
  now,
  (error) => report('recent plans', error),
  listInSystem,
)
const mappings = openMappings(path.join(userData, 'mappings.json'), (error) => report('mappings', error))
const templates = openRecents(path.join(userData, 'templates.json'), now, (error) => report('templates', error))
const choices = openChoices(path.join(userData, 'exports.json'), (error) => report('exports', error))

let window: BrowserWindow | null = null
/** A plan that the system hands over, until the window has asked for it. */
let asked: string | null = null

function theWindow(): BrowserWindow {
  if (!window) throw new Refusal('The window is closed, so nothing was changed; start the program again.')
  return window
}

const desk = makeDesk({
  author: { who: userName(() => os.userInfo().username), now },
  temporary: app.getPath('temp'),
  keeping: path.join(userData, 'backups'),
  report: (error) => report('backups', error),
  remember: (where) => recents.add(where),
  // The page says what can be done once it shows the plan.
  changed: () => showMenuState(Menu.getApplicationMenu(), atStart),
})

/** Hands a plan over to the window, which saves what is being typed before it asks for it. */
function handOver(file: string): void {
  asked = file
  window?.webContents.send('planner:handed')
}

/** The plan that the program was started with, until it is tried. */
let first: string | null = null

/** Opens the first plan before the page asks what there is, so that it begins with it; what stands in the way is told later. */
function openFirst(): void {
  const where = first
  first = null
  if (where === null || asked !== where) return
  try {
    if (desk.open(where, false).kind === 'opened') asked = null
  } catch {
    // The page asks for it once more, and shows why not.
  }
}

/** The recent plans in the system's own list: of the taskbar, the dock. */
function listInSystem(files: readonly string[]): void {
  app.clearRecentDocuments()
  for (const file of files.toReversed()) app.addRecentDocument(file)
}

/** Puts what a help desk asks first into the clipboard. */
function copyDiagnostics(): string {
  const rows = desk.isOpen() ? desk.file().rows() : null
  const text = diagnosticsText({
    program: app.getName(),
    version: app.getVersion(),
    versions: process.versions,
    system: `${os.type()} ${os.release()}`,
    architecture: process.arch,
    memory: os.totalmem(),
    locale: app.getLocale(),
    displays: screen.getAllDisplays().map(({ size, scaleFactor }) => ({ ...size, scale: scaleFactor })),
    rows: rows && Object.fromEntries(Object.entries(rows).map(([table, own]) => [table, own.length])),
    faults: faultsIn(logs),
  })
  clipboard.writeText(text)
  return text
}

function comeForward(): void {
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

function openWindow(): BrowserWindow {
  const opened = makeWindow({ settings, preload: bundled('preload', 'preload.cjs'), report })
  opened.on('closed', () => {
    window = null
    desk.close()
  })
  return opened
}

function start(): void {
  servePage(session.defaultSession, bundled('renderer'))
  asked ??= planIn(process.argv, process.cwd())
  first = asked
  onScriptFetched(session.defaultSession, openFirst)
  // Its own process comes up while the rest is done here; it is answered only afterwards.
  window = openWindow()
  const send = (command: CommandId) => window?.webContents.send('planner:menu', command)
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ send, isMac, isPackaged: app.isPackaged })))
  app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: app.getVersion() })
  const dialogs = makeDialogs(theWindow, settings)
  const exporting = makeExporting({
    desk,
    dialogs,
    mappings,
    templates,
    choices,
    folder: bundled('templates'),
    launch: () => launchUtility('Paper maker', bundled('main', 'papers.cjs'), PAPER_HEAP),
    print: printPdf,
    today: () => now().slice(0, 10),
    openFile: (file) => shell.openPath(file),
    showInFolder: (file) => shell.showItemInFolder(file),
  })
  const answers = makeAnswers({
    version: app.getVersion(),
    desk,
    openFirst,
    handed: () => {
      const file = asked
      asked = null
      return file
    },
    dialogs,
    recents,
    mappings,
    reading: makeReading(bundled('main', 'reader.cjs')),
    sample: bundled('sample', 'northshire-2020-21.xlsx'),
    example: path.join(userData, 'Example plan.cplan'),
    exporting,
    menu: {
      show: (state) => showMenuState(Menu.getApplicationMenu(), state),
      zoom: (by) => zoom(theWindow(), by),
      doNative: (deed) => doNative(theWindow(), deed, app),
    },
    copyImage,
    licences: () => licencesIn(bundled('licences.json')),
    copyDiagnostics,
  })
  answerCalls(ipcMain, answers, {
    isOurs: ({ senderFrame }) =>
      senderFrame !== null && senderFrame === window?.webContents.mainFrame && senderFrame.url.split('#')[0] === PAGE,
    report,
  })
  window.webContents.on('did-finish-load', () => {
    if (asked !== null) handOver(asked)
  })
}

process.on('uncaughtException', (error) => {
  report('program', error)
  dialog.showErrorBox(app.getName(), FAULT)
  desk.close()
  app.exit(1)
})

if (app.requestSingleInstanceLock()) {
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  // Whatever of Chromium would still ask for an address finds none.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  registerPage()
  // Else Electron makes a menu of its own first.
  Menu.setApplicationMenu(null)
  app.on('session-created', withoutSpelling)
  app.on('web-contents-created', (_event, contents) => confine(contents))
  app.on('second-instance', (_event, argv, folder) => {
    comeForward()
    const named = planIn(argv, folder)
    if (named) handOver(named)
  })
  app.on('open-file', (event, file) => {
    event.preventDefault()
    handOver(file)
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => desk.close())
  void app.whenReady().then(start)
} else {
  app.quit()
}
