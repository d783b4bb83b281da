import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { createLookAtExecution } from '../../shared/aws/look-at-execution.ts';
import { createStopExecution } from '../../shared/aws/stop-execution.ts';
import { InspectExecutionInput, InspectExecutionOutput } from '../../shared/contracts/recovery/settle.ts';
import { ControlSettings, connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { connectDebts } from '../../shared/control/debts.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { inspectExecution } from './inspect-execution.ts';

const name = z.string().min(1);
const Machines = z.object({
  RECOVER_MACHINE: name,
  RUN_STEP_MACHINE: name,
  DETECT_MACHINE: name,
  VERIFY_MACHINE: name,
  PAY_FENCE_MACHINE: name,
  SETTLE_MACHINE: name,
});

export const handler = task({
  name: 'inspect-execution',
  input: InspectExecutionInput,
  output: InspectExecutionOutput,
  environment: LedgerSettings.extend(ControlSettings.shape).extend(Machines.shape),
  connect: (environment) => {
    const client = new SFNClient(ownRegion);
    const { RECOVER_MACHINE: recover, RUN_STEP_MACHINE: runStep } = environment;
    const { DETECT_MACHINE: detect, VERIFY_MACHINE: verify, PAY_FENCE_MACHINE: payFence } = environment;
    const { SETTLE_MACHINE: settle } = environment;
    return {
      ledgerOf: connectLedgers(environment),
      lookAtExecution: createLookAtExecution(client),
      stopExecution: createStopExecution(client),
      machines: { recover, runStep, detect, verify, payFence, settle },
      debts: connectDebts(environment),
      now: utcNow,
    };
  },
  run: inspectExecution,
});
