/**
 * Importing in two steps: `readTables` finds the tables in a workbook's plain sheets, `planImport` turns what was found
 * into one Change. Neither guesses silently. Example: `planImport(planOf(), readTables(workbook), newId).change`.
 */
export * from './reading.ts'
