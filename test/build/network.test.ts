/** The check that no session used the network would find one that did. Example: a dictionary that is fetched. */
import { describe, expect, it } from 'vitest'
import { networkUse } from '../e2e/network.ts'

const log = (...events: object[]) =>
  `{"constants":{"url":"https://not.an.event"},\n"events": [\n${events.map((event) => JSON.stringify(event)).join(',\n')}],\n"polledData":{"host":"x"}}\n`

const quiet = { params: { count: 1 }, phase: 0, source: { id: 1, type: 2 }, time: '1', type: 3 }

describe('the use of the network', () => {
  it('is found in requests, addresses looked up and connections, the last event too', () => {
    const events = [
      quiet,
      { params: { url: 'https://example.org/en-gb.bdic' }, phase: 1, source: { id: 4, type: 1 }, time: '2', type: 3 },
      { params: { host: 'https://example.org' }, phase: 1, source: { id: 4, type: 1 }, time: '2', type: 3 },
      { params: { address: '192.0.2.1:53' }, phase: 1, source: { id: 4, type: 1 }, time: '2', type: 3 },
    ]
    const used = ['https://example.org/en-gb.bdic', 'https://example.org', '192.0.2.1:53']
    expect(networkUse(log(...events))).toEqual(used)
    expect(networkUse(log(...events).slice(0, -30))).toEqual(used)
  })

  it('is none where there were only quiet events, the program’s own page, or nothing', () => {
    expect(networkUse(log(quiet, { ...quiet, params: { url: 'planner://app/index.html' } }))).toEqual([])
    expect(networkUse('')).toEqual([])
  })
})
