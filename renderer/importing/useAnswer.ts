/**
 * What the worker answers to one question, for as long as that is what is asked. Example: the headings of rows 3 and 4, until
 * another row is said to be the headings.
 */
import { useEffect, useState } from 'react'
import type { ImportClient } from './client.ts'
import type { QuestionName, Questions } from './messages.ts'

/** @returns null until it is answered, or when it cannot be */
export function useAnswer<Name extends QuestionName>(
  client: ImportClient,
  name: Name,
  asks: Questions[Name]['asks'],
): Questions[Name]['answer'] | null {
  const [told, setTold] = useState<{ key: string; answer: Questions[Name]['answer'] } | null>(null)
  const key = JSON.stringify(asks)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked is the same when it reads the same
  useEffect(() => {
    let isStopped = false
    client.ask(name, asks).then(
      (answer) => {
        if (!isStopped) setTold({ key, answer })
      },
      // The view says why the worker has stopped.
      () => {},
    )
    return () => {
      isStopped = true
    }
  }, [client, name, key])
  return told?.key === key ? told.answer : null
}
