import { plans } from 'lifeboat:plans';
import { AskApprovalInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  LedgerSettings,
} from '../../shared/control/connect-tables.ts';
import { connectDebts } from '../../shared/control/debts.ts';
import { connectVerified } from '../../shared/control/verified.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectTopic, TopicSettings } from '../../shared/notices/connect-topic.ts';
import { awaitApproval } from './await-approval.ts';

export const handler = task({
  name: 'await-approval',
  input: AskApprovalInput,
  output: Nothing,
  environment: LedgerSettings.extend(ControlSettings.shape).extend(TopicSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    control: connectControl(environment),
    verified: connectVerified(environment),
    debts: connectDebts(environment),
    ...connectTopic(environment),
    ledgerTable: environment.LEDGER_TABLE,
    now: utcNow,
  }),
  run: awaitApproval,
});
