/**
 * What the development runtime runs when it is started as `electron [-r module] folder`: it takes on the name, the version
 * and the folder of the program in that folder, and loads its main file. The official Electron brings its own such file.
 */
const { app } = require('electron')
const { readFileSync } = require('node:fs')
const path = require('node:path')

const preloads = []
let folder
const args = process.argv.slice(1)
while (args.length > 0 && folder === undefined) {
  const arg = args.shift()
  if (arg === '--version' || arg === '-v') {
    console.log(`v${process.versions.electron}`)
    process.exit(0)
  } else if (arg === '-r' || arg === '--require') preloads.push(path.resolve(args.shift()))
  else if (!arg.startsWith('-')) folder = path.resolve(arg)
}

for (const module of preloads) require(module)

if (folder === undefined) {
  console.error('Give the folder of the program to run.')
  app.exit(2)
} else {
  try {
    const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
    app.setName(about.productName ?? about.name)
    app.setVersion(about.version)
    app.setDesktopName?.(`${about.name}.desktop`)
    app.setAppPath(folder)
    if (!app.commandLine.hasSwitch('user-data-dir'))
      app.setPath('userData', path.join(app.getPath('appData'), app.name))
    // Before 'ready' and without waiting, as a main file expects to be run.
    require(path.join(folder, about.main))
  } catch (error) {
    console.error('The program could not be loaded.\n', error)
    app.exit(1)
  }
}
