/**
 * `denied` and `invalid`: the same call can never succeed. `missing`: what it names is not there. `throttled`, `busy`:
 * refused for now. `broken`: AWS answered that it failed itself. `unanswered`: nothing came back that could be read.
 * `notSent`: it cannot have arrived.
 */
export type CallErrorKind =
  | 'denied'
  | 'invalid'
  | 'missing'
  | 'throttled'
  | 'busy'
  | 'broken'
  | 'unanswered'
  | 'notSent';

/** The order counts: AWS answers throttling with 400, 403 or 503, and expired credentials with 400 or 403. */
const patterns: readonly (readonly [CallErrorKind, RegExp])[] = [
  ['notSent', /^(ENOTFOUND|ECONNREFUSED|EAI_AGAIN)$/],
  ['throttled', /throttl|toomanyrequests|requestlimit|limitexceeded|bandwidth|slowdown|priorrequestnotcomplete/i],
  ['busy', /expired|state(fault|exception)?$|resourceinuse|conflict|preconditionfailed|invalidchangebatch/i],
  [
    'denied',
    /accessdenied|unauthorized|authorizationerror|notauthorized|forbidden|unrecognizedclient|^(28P01|28000|42501)$/i,
  ],
  // A key that is disabled or does not let the caller in: people have to see to it.
  ['denied', /kmskeynotaccessible|^(De|En)cryptionFailure$/i],
  ['missing', /notfound|^nosuch|^3D000$/i],
  [
    'invalid',
    /validation|invalid|malformed|missingparameter|notsimulated|notimplemented|clientexception|^outsidevpc$|^(42|22|0A)/i,
  ],
  ['unanswered', /timeout|^(ETIMEDOUT|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|ERR_)/i],
];

/** A call that failed in these ways had no effect; of all others nobody can tell. */
const effectless: readonly CallErrorKind[] = ['denied', 'invalid', 'missing', 'throttled', 'busy', 'notSent'];

/** What is known of a call that failed, as far as it is fit to be kept: no stack, no request, no secret. */
export type CallError = Readonly<{
  /** The SDK's name of the error, Node's code or PostgreSQL's SQLSTATE. */
  error: string;
  message: string;
  /** HTTP status, when AWS answered at all. */
  status?: number | undefined;
}>;

/**
 * What AWS refuses has a status of 400 or more. An error below that is an answer that could not be read, whatever it is called: the call may
 * have had its effect.
 */
export function judgeCallError({ error, status }: CallError): CallErrorKind {
  if (status !== undefined && status < 400) return 'unanswered';
  return patterns.find(([, pattern]) => pattern.test(error))?.[0] ?? byStatus(status);
}

function byStatus(status: number | undefined): CallErrorKind {
  if (status === undefined) return 'unanswered';
  if (status >= 500) return 'broken';
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'denied';
  return status === 404 ? 'missing' : 'busy';
}

/** No answer came from there, or none but that it failed itself. */
export function isSilence(failure: CallError): boolean {
  const kind = judgeCallError(failure);
  return kind === 'unanswered' || kind === 'notSent' || kind === 'broken';
}

export const outcomeOf = (failure: CallError): 'rejected' | 'unknown' =>
  effectless.includes(judgeCallError(failure)) ? 'rejected' : 'unknown';

/** Whether the same call could succeed later. */
export function isFinal(failure: CallError): boolean {
  const kind = judgeCallError(failure);
  return kind === 'denied' || kind === 'invalid' || kind === 'missing';
}
