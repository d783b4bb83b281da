/**
 * Every error that crosses a boundary by its name. The names are a contract with the state machines.
 * `retryable` says whether the same call may succeed when it is simply made again.
 */
type ErrorFacts = Readonly<Record<string, unknown>>;

/** The input of a function is not what its schema says. A retry cannot help. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  static readonly retryable = false;
  readonly facts: ErrorFacts;
  constructor(message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.facts = facts;
  }
}

/** A function was deployed without settings that it needs. A retry cannot help. */
export class InvalidEnvironment extends Error {
  override readonly name = 'InvalidEnvironment';
  static readonly retryable = false;
  readonly facts: ErrorFacts;
  constructor(message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.facts = facts;
  }
}

/** The ledger or the lock table could not be read or written. Nothing was sent to AWS because of it. A retry can help. */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
  static readonly retryable = true;
  readonly facts: ErrorFacts;
  constructor(message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.facts = facts;
  }
}

/** A run, a plan or a step that the input names does not exist in what is deployed. A retry cannot help. */
export class NotDeployed extends Error {
  override readonly name = 'NotDeployed';
  static readonly retryable = false;
  readonly facts: ErrorFacts;
  constructor(message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.facts = facts;
  }
}
