import { defined } from '../defined.ts';

/** An error as states report it: by a name that Retry and Catch compare, with a cause for people. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  /** Absent only where a Fail state names none. */
  readonly error: string | undefined;
  readonly explanation: string | undefined;
  constructor(error: string | undefined, explanation?: string, options?: ErrorOptions) {
    super(`${error ?? 'failed'}: ${explanation ?? ''}`, options);
    this.error = error;
    this.explanation = explanation;
  }
}

/** Thrown through states that something outside them ended: StopExecution, a timeout, a branch beside them. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** The value that Catch hands on, and `$states.errorOutput`. */
export const errorOutputOf = ({ error, explanation }: StateFailure) => ({
  ...defined({ Error: error, Cause: explanation }),
});

export const errorAndCauseOf = ({ error, explanation }: StateFailure) => ({
  ...defined({ error, cause: explanation }),
});

export const runtimeError = (explanation: string) => new StateFailure('States.Runtime', explanation);

export const thresholdExceeded = () =>
  new StateFailure('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded');
