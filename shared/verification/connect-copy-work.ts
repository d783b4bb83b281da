import type * as z from 'zod';
import { connectRds } from '../aws/rds.ts';
import { ControlSettings, connectControl, connectLedgers, LedgerSettings } from '../control/connect-tables.ts';
import { utcNow } from '../lambda/utc-now.ts';
import type { Plans } from '../plans/find.ts';

export const CopyWorkSettings = LedgerSettings.extend(ControlSettings.shape);

/** For the handlers of what is done with copies. */
export const connectCopyWork = (plans: Plans, environment: z.output<typeof CopyWorkSettings>) => ({
  plans,
  ledgerOf: connectLedgers(environment),
  control: connectControl(environment),
  rds: connectRds(),
  now: utcNow,
});
