/**
 * The papers that come with the program, each a template as a council's own would be. Example: "commissioning-framework" is
 * Leicestershire's Appendix A.
 */

export const builtinTemplates = [
  {
    name: 'commissioning-framework',
    label: 'Commissioning framework',
    describes: 'Appendix A by priority, and what was drawn from the pot',
  },
  {
    name: 'commissioning-intentions',
    label: 'Commissioning intentions',
    describes: 'What the commissioner intends to allocate, priority by priority',
  },
  {
    name: 'grants-and-contracts',
    label: 'Grants and contracts',
    describes: 'By how they are commissioned, with match funding',
  },
  { name: 'priority-summary', label: 'Summary by priority', describes: 'One page: each priority with its total' },
  {
    name: 'allocations-and-reserves',
    label: 'Allocations and reserves',
    describes: 'In £m: allocations, the reserve, external funding',
  },
  {
    name: 'accessible-tables',
    label: 'Accessible tables',
    describes: 'One plain table a sheet, with notes, for publication',
  },
] as const
export type BuiltinTemplate = (typeof builtinTemplates)[number]['name']

export function isBuiltin(name: string): name is BuiltinTemplate {
  return builtinTemplates.some((template) => template.name === name)
}
