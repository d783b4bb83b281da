type ErrorFacts = Readonly<Record<string, unknown>>;

/** Facts go in fields, the original in `cause`, never data in the message. */
class ErrorWithFacts extends Error {
  readonly facts: ErrorFacts;
  constructor(message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.facts = facts;
  }
}

/*
 * Every error that crosses a boundary by its name. The names are a contract with the state machines. `retryable` says whether
 * the same call may succeed when it is simply made again.
 */

/** The input of a function is not what its schema says. */
export class InvalidInput extends ErrorWithFacts {
  override readonly name = 'InvalidInput';
  static readonly retryable = false;
}

/** A function was deployed without settings that it needs. */
export class InvalidEnvironment extends ErrorWithFacts {
  override readonly name = 'InvalidEnvironment';
  static readonly retryable = false;
}

/** The ledger or the lock table could not be read or written. Nothing was sent to AWS because of it. */
export class LedgerUnavailable extends ErrorWithFacts {
  override readonly name = 'LedgerUnavailable';
  static readonly retryable = true;
}

/** The role of the function may not use a table of the run, which no second attempt changes. Nothing was sent to AWS because of it. */
export class LedgerDenied extends ErrorWithFacts {
  override readonly name = 'LedgerDenied';
  static readonly retryable = false;
}

/** A run, a plan or a step that the input names does not exist in what is deployed. */
export class NotDeployed extends ErrorWithFacts {
  override readonly name = 'NotDeployed';
  static readonly retryable = false;
}

/** Whether the execution of a step still runs is not known, or it does: nothing of its run may be decided meanwhile. */
export class StepInDoubt extends ErrorWithFacts {
  override readonly name = 'StepInDoubt';
  static readonly retryable = true;
}

/**
 * The run of the step was not let go on, has not reached its stage, or has been closed and its lock let go. Nothing was looked at, sent or
 * written because of it.
 */
export class NotLetGo extends ErrorWithFacts {
  override readonly name = 'NotLetGo';
  static readonly retryable = false;
}
