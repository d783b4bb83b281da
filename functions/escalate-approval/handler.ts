import { plans } from 'lifeboat:plans';
import { EscalateApprovalInput, EscalateApprovalOutput } from '../../shared/contracts/recovery/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { escalateApproval } from './escalate-approval.ts';

export const handler = task({
  name: 'escalate-approval',
  input: EscalateApprovalInput,
  output: EscalateApprovalOutput,
  environment: LedgerSettings,
  connect: (environment) => ({ plans, ledgerOf: connectLedgers(environment) }),
  run: escalateApproval,
});
