import { plans } from 'lifeboat:plans';
import { createCallFunction } from '../../shared/aws/call-function.ts';
import { StepOutput } from '../../shared/contracts/recovery/run.ts';
import { LookInput } from '../../shared/contracts/verification/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { AskerSettings, createAskCopy } from './ask.ts';
import { checkRestoredData } from './check-restored-data.ts';

export const handler = task({
  name: 'check-restored-data',
  input: LookInput,
  output: StepOutput,
  environment: LedgerSettings.extend(AskerSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    ask: createAskCopy(createCallFunction(), environment),
    now: utcNow,
  }),
  run: checkRestoredData,
});
