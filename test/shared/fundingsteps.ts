/**
 * The random acts about funding, pots, virements, contracts, bids, options and decisions, beside those of arbitraries.ts. Each gives
 * the rows that it changes in the plan as it stands. Example: "set split" lets a random source pay part of a random line.
 */
import { type RowChange, rowTo } from '../../shared/change.ts'
import { amountId, differenceId, pairId, references, splitId, type TableName, type Tables } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import type { Step } from './arbitraries.ts'

export const fundingKinds = [
  'add source',
  'set availability',
  'clear availability',
  'set split',
  'set split again',
  'clear split',
  'fence source',
  'remove source',
  'adjust',
  'draw',
  'vire',
  'band',
  'contract',
  'bid',
  'add option',
  'differ',
  'remove option',
  'record decision',
  'alter decision',
  'formula error',
  'save view',
  'name draft',
  'note merge',
] as const
export type FundingKind = (typeof fundingKinds)[number]

/** What may be left empty when the row it names goes; rows that name it otherwise go with it. */
const LOOSE = ['priority parentId', 'line priorityId', 'bid sourceId', 'drawdown toLineId']

/** A row's removal, with everything that cannot be without it. */
export function goneWith(plan: Plan, table: TableName, id: string): RowChange[] {
  const rows = new Map<string, RowChange>()
  const remove = (from: TableName, gone: string) => {
    const key = `${from} ${gone}`
    if (rows.get(key)?.after === null) return
    rows.set(key, rowTo(plan, from, gone, null))
    const naming: [TableName, string][] = [...references]
      .filter(([, , target]) => target === from)
      .map(([other, column]) => [other, column])
    if (from === 'line' || from === 'reserve') naming.push(['carry', 'toId'])
    for (const [other, column] of naming)
      for (const row of plan[other].values()) {
        const fields = row as unknown as Record<string, unknown>
        if (fields[column] !== gone || rows.get(`${other} ${row.id}`)?.after === null) continue
        if (!LOOSE.includes(`${other} ${column}`)) remove(other, row.id)
        else rows.set(`${other} ${row.id}`, rowTo(plan, other, row.id, { ...row, [column]: null } as never))
      }
  }
  remove(table, id)
  return [...rows.values()]
}

function pickOf<Value>(values: Iterable<Value>, pick: number): Value | undefined {
  const all = [...values]
  return all[pick % Math.max(1, all.length)]
}

const positive = (pence: Pence) => Math.max(1, Math.abs(pence)) as Pence

/** The rows that a step changes. @param fresh an id that no row of the table has */
export function fundingRows(
  plan: Plan,
  kind: FundingKind,
  { pick, other, pence, year, fields }: Step,
  fresh: (table: TableName) => string,
): RowChange[] {
  const line = pickOf(plan.line.values(), pick)
  const another = pickOf(plan.line.values(), other)
  const source = pickOf(plan.source.values(), other)
  const position = other / 8
  const put = <Name extends TableName>(table: Name, row: Tables[Name]) => [rowTo(plan, table, row.id, row)]
  switch (kind) {
    case 'add source': {
      const reserve = pickOf(plan.reserve.values(), pick)
      const drawn = reserve && other % 3 === 0 ? { kind: 'reserve' as const, reserveId: reserve.id } : null
      const of = drawn ?? { kind: (['core', 'grant', 'partner'] as const)[pick % 3]!, reserveId: null }
      const carry = (['yes', 'consent', 'no'] as const)[other % 3]!
      return put('source', { id: fresh('source'), name: fields.service, ...of, carry, conditions: null, position })
    }
    case 'set availability': {
      if (!source) return []
      const status = pick % 3 ? 'confirmed' : 'unconfirmed'
      const id = pairId(source.id, year)
      return put('availability', { id, sourceId: source.id, year, pence: positive(pence), status, note: null })
    }
    case 'clear availability': {
      const held = pickOf(plan.availability.values(), pick)
      return held ? [rowTo(plan, 'availability', held.id, null)] : []
    }
    case 'set split':
    case 'set split again': {
      if (!line || !source) return []
      const id = splitId(line.id, source.id, year)
      const rest = pick % 4 === 0
      const others = [...plan.split.values()].filter(
        (split) => rest && split.lineId === line.id && split.year === year && split.pence === null && split.id !== id,
      )
      return [
        ...put('split', { id, lineId: line.id, sourceId: source.id, year, pence: rest ? null : pence }),
        ...others.map((split) => rowTo(plan, 'split', split.id, null)),
      ]
    }
    case 'clear split': {
      const held = pickOf(plan.split.values(), pick)
      return held ? [rowTo(plan, 'split', held.id, null)] : []
    }
    case 'fence source': {
      const priority = pickOf(plan.priority.values(), pick)
      if (!source || !priority) return []
      const id = pairId(source.id, priority.id)
      const fence = { id, sourceId: source.id, priorityId: priority.id }
      return plan.ringFence.has(id) ? [rowTo(plan, 'ringFence', id, null)] : put('ringFence', fence)
    }
    case 'remove source':
      return source ? goneWith(plan, 'source', source.id) : []
    case 'adjust': {
      if (!line) return []
      const kinds = ['full-year effect', 'uplift', 'growth', 'savings', 'one-off'] as const
      const what = { kind: kinds[other % 5]!, pence: positive(pence), reason: fields.service }
      return put('adjustment', { id: fresh('adjustment'), lineId: line.id, year, ...what, position })
    }
    case 'draw': {
      if (!line) return []
      const what = { service: fields.service, description: fields.description, decision: 'EXE0003/20' }
      const toLineId = other % 2 ? (another?.id ?? null) : null
      const limit = pick % 5 ? 'within' : 'overspend'
      const of = { id: fresh('drawdown'), lineId: line.id, year, date: other % 3 ? '2020-07-01' : null }
      return put('drawdown', { ...of, ...what, pence: positive(pence), toLineId, limit, position })
    }
    case 'vire': {
      if (!line || !another || line === another) return []
      const of = { id: fresh('virement'), year, fromLineId: line.id, toLineId: another.id, pence: positive(pence) }
      return put('virement', { ...of, reason: fields.service, approver: fields.owner, decision: null, date: null })
    }
    case 'band': {
      const held = pickOf(plan.band.values(), pick)
      if (held && other % 2) return [rowTo(plan, 'band', held.id, null)]
      return put('band', { id: fresh('band'), fromPence: positive(pence), approver: fields.service })
    }
    case 'contract': {
      if (!line) return []
      const term = other % 3 ? '3+1+1' : null
      const of = { id: line.id, lineId: line.id, reference: fields.provider, term }
      const dates = { contractStart: '2017-04-01', contractEnd: other % 2 ? '2019-09-30' : '2020-03-31' }
      return [
        ...put('contract', { ...of, extended: pick % 3, noticeDate: pick % 2 ? '2021-09-30' : null }),
        ...put('line', { ...line, ...dates }),
      ]
    }
    case 'bid': {
      const status = (['bid', 'awaiting', 'secured', 'ended'] as const)[pick % 4]!
      const range = { lowPence: positive(pence), highPence: other % 2 ? positive(pence) : null }
      const span = {
        firstYear: year,
        lastYear: other % 3 ? year : null,
        setting: other % 2 ? ('fixed' as const) : null,
      }
      const of = { id: fresh('bid'), name: fields.service, funder: fields.provider, status, note: fields.description }
      return put('bid', { ...of, ...range, ...span, sourceId: source?.id ?? null, position })
    }
    case 'add option':
      return put('option', { id: fresh('option'), name: fields.service, description: fields.description, position })
    case 'differ': {
      const option = pickOf(plan.option.values(), pick)
      const amount = pickOf(plan.amount.values(), other)
      if (!amount) return []
      const optionId = option?.id ?? fresh('option')
      const id = differenceId(optionId, 'amount', amount.id)
      const row = pick % 4 ? { ...amount, pence } : null
      const added = option ? [] : put('option', { id: optionId, name: fields.service, description: null, position })
      return [...added, ...put('difference', { id, optionId, table: 'amount', rowId: amount.id, row })]
    }
    case 'remove option': {
      const option = pickOf(plan.option.values(), pick)
      return option ? goneWith(plan, 'option', option.id) : []
    }
    case 'record decision': {
      const id = fresh('decision')
      const approvals = other % 2 ? [{ role: 'Chief Executive', text: fields.service, date: '2020-02-18' }] : []
      const publish = (at: number) => (['yes', 'no', null] as const)[at % 3]!
      const row: Tables['decision'] = {
        id,
        reference: pick % 3 ? `EXE${pick}/20` : 'EXE0003/20',
        date: pick % 2 ? '2020-02-18' : null,
        title: fields.service,
        summary: fields.description,
        background: fields.route,
        recommendations: fields.provider,
        approvals,
        attendees: pick % 2 ? ['Chief Finance Officer', fields.service] : [],
        publishRecord: publish(pick),
        publishReport: publish(other),
        publishDetails: publish(pick + other),
        withheld: fields.owner,
        status: (['draft', 'awaiting', 'approved', 'rejected'] as const)[other % 4]!,
        position,
      }
      const about = line ? put('decisionLine', { id: pairId(id, line.id), decisionId: id, lineId: line.id }) : []
      return [...put('decision', row), ...about]
    }
    case 'alter decision': {
      const held = pickOf(plan.decision.values(), pick)
      if (!held) return []
      return other % 3 ? put('decision', { ...held, reference: fields.service }) : goneWith(plan, 'decision', held.id)
    }
    case 'formula error': {
      if (!line) return []
      const id = amountId(line.id, year, 'budget')
      const error = (['zero', 'blank', 'circular', 'large'] as const)[other % 4]!
      const held = { id, lineId: line.id, year, measure: 'budget' as const, expression: '=1/0', error }
      return plan.formulaError.has(id)
        ? [rowTo(plan, 'formulaError', id, null)]
        : [...(plan.amount.has(id) ? [rowTo(plan, 'amount', id, null)] : []), ...put('formulaError', held)]
    }
    case 'save view': {
      const held = pickOf(plan.savedView.values(), pick)
      const settings = { by: 'route', hidden: [fields.service], width: other }
      return held
        ? put('savedView', { ...held, settings })
        : put('savedView', { id: fresh('savedView'), name: fields.service, settings, position })
    }
    case 'note merge': {
      const of = { name: fields.service, who: fields.owner, step: pick, passedOver: other % 2 ? [1 + pick] : [] }
      return put('merged', { id: fresh('merged'), ...of })
    }
    case 'name draft': {
      const date = pick % 2 ? '2021-01-14' : null
      return put('draft', { id: fresh('draft'), name: fields.service, date, position })
    }
  }
}
