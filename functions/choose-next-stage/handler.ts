import { plans } from 'lifeboat:plans';
import { ChooseNextStageInput, ChooseNextStageOutput } from '../../shared/contracts/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { chooseNextStage } from './choose-next-stage.ts';

export const handler = task({
  name: 'choose-next-stage',
  input: ChooseNextStageInput,
  output: ChooseNextStageOutput,
  environment: LedgerSettings,
  connect: (environment) => ({ plans, ledgerOf: connectLedgers(environment) }),
  run: chooseNextStage,
});
