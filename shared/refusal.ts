/**
 * The one error that a person may meet. Its message is a sentence that says what happened, what is safe and what to do.
 * Everything else that is thrown is a fault of the program.
 * Example: `throw new Refusal('“TBC” is not an amount, so nothing was changed; type pounds, such as 12,500.')`
 */
export class Refusal extends Error {
  override name = 'Refusal'
}
