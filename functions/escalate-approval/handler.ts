import { plans } from 'lifeboat:plans';
import { EscalateApprovalInput, EscalateApprovalOutput } from '../../shared/contracts/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { escalateApproval } from './escalate-approval.ts';

export const handler = task({
  name: 'escalate-approval',
  input: EscalateApprovalInput,
  output: EscalateApprovalOutput,
  environment: LedgerSettings,
  connect: (environment) => ({ plans, ledgerOf: connectLedgers(environment) }),
  run: escalateApproval,
});
