import { plans } from 'lifeboat:plans';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createStateOfExecution } from '../../shared/aws/state-of-execution.ts';
import { WeighSignalsInput, WeighSignalsOutput } from '../../shared/contracts/detection/detect.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  LedgerSettings,
} from '../../shared/control/connect-tables.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectSignals, SignalSettings } from '../../shared/signals/connect-signals.ts';
import { createReadDatabaseWatch } from '../../shared/signals/read-database-watch.ts';
import { createReadSignals } from '../../shared/signals/read-signals.ts';
import { weighSignals } from './weigh-signals.ts';

export const handler = task({
  name: 'weigh-signals',
  input: WeighSignalsInput,
  output: WeighSignalsOutput,
  environment: ControlSettings.extend(LedgerSettings.shape).extend(SignalSettings.shape),
  connect: (environment) => {
    const clients = connectSignals(environment);
    return {
      plans,
      control: connectControl(environment),
      ledgerOf: connectLedgers(environment),
      readSignals: createReadSignals(clients, utcNow),
      readDatabaseWatch: createReadDatabaseWatch(clients),
      stateOfExecution: createStateOfExecution(new SFNClient(ownRegion)),
      now: utcNow,
    };
  },
  run: weighSignals,
});
