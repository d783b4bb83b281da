import { plans } from 'lifeboat:plans';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { createLookAtExecution } from '../../shared/aws/look-at-execution.ts';
import { ChooseNextStageInput, ChooseNextStageOutput } from '../../shared/contracts/recovery/run.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  LedgerSettings,
} from '../../shared/control/connect-tables.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { chooseNextStage } from './choose-next-stage.ts';

export const handler = task({
  name: 'choose-next-stage',
  input: ChooseNextStageInput,
  output: ChooseNextStageOutput,
  environment: LedgerSettings.extend(ControlSettings.shape).extend({ RUN_STEP_MACHINE: z.string().min(1) }),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    control: connectControl(environment),
    lookAtExecution: createLookAtExecution(new SFNClient(ownRegion)),
    runStepMachine: environment.RUN_STEP_MACHINE,
    now: utcNow,
  }),
  run: chooseNextStage,
});
