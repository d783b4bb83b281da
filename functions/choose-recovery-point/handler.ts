import { plans } from 'lifeboat:plans';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectRds } from '../../shared/aws/rds.ts';
import { ChooseRecoveryPointOutput, LookInput } from '../../shared/contracts/verification/run.ts';
import { ControlSettings, connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { connectVerified } from '../../shared/control/verified.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { chooseRecoveryPoint } from './choose-recovery-point.ts';
import { createFindPoints } from './find-points.ts';

export const handler = task({
  name: 'choose-recovery-point',
  input: LookInput,
  output: ChooseRecoveryPointOutput,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    verified: connectVerified(environment),
    findPoints: createFindPoints(connectRds()),
    now: utcNow,
    pause: (seconds) => sleep(seconds * 1000),
  }),
  run: chooseRecoveryPoint,
});
