/** The machines as `npm run simulate` deploys them. */
const account = '111122223333';
export const machineArn = (name: string): string =>
  `arn:aws:states:us-east-1:${account}:stateMachine:lifeboat-dev-${name}`;
export const executionArn = (machine: string, name: string): string =>
  `${machineArn(machine).replace(':stateMachine:', ':execution:')}:${name}`;

/** The input of a run that only says what it would do, or of one that waits for somebody's yes. */
export const runInput = (changes: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ plan: 'shielda', occasion: 'rehearsal', reason: 'a try', operator: 'Ada', ...changes });
