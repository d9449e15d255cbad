/**
 * What the window may ask of the machine, and nothing else: the calls of the contract, the menu's commands, and that the system hands a plan over.
 * Example: in the window, `await window.api.call('commit', change)`.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { CommandId } from '../../shared/commands.ts'
import type { Answer, Bridge } from '../../shared/ipc.ts'

const bridge: Bridge = {
  // Only what was handled under this prefix can be reached, none of Electron's own channels.
  call: (channel, ...args) => ipcRenderer.invoke(`planner:${channel}`, ...args) as Promise<Answer>,
  onMenu: (listener) => {
    const hear = (_event: unknown, command: CommandId) => listener(command)
    ipcRenderer.on('planner:menu', hear)
    return () => void ipcRenderer.removeListener('planner:menu', hear)
  },
  onHanded: (listener) => {
    const hear = () => listener()
    ipcRenderer.on('planner:handed', hear)
    return () => void ipcRenderer.removeListener('planner:handed', hear)
  },
}

contextBridge.exposeInMainWorld('api', bridge)
