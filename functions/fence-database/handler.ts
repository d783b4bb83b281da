import { plans } from 'lifeboat:plans';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { briefly } from '../../shared/aws/clients.ts';
import { connectRds } from '../../shared/aws/rds.ts';
import { createReportOwed } from '../../shared/aws/report-owed.ts';
import { connectEc2 } from '../../shared/aws/security-group.ts';
import { stepTask } from '../../shared/executor/step-task.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { tryDoor } from '../../shared/postgres/try-door.ts';
import { fenceDatabase } from '../../shared/steps/fence-database/fence-database.ts';
import { payFence } from '../../shared/steps/fence-database/pay-fence.ts';

const reportOwed = createReportOwed(new CloudWatchClient(ownRegion));

export const handler = stepTask({
  name: 'fence-database',
  plans,
  step: fenceDatabase,
  specOf: (planStep) => ('fenceDatabase' in planStep ? planStep.fenceDatabase : undefined),
  connect: ({ debts, readBooks, ledgerOf }) => ({
    rds: connectRds(),
    ec2: connectEc2(),
    tryDoor,
    debts,
    readBooks,
    ledgerOf,
    now: utcNow,
  }),
  hasten: ({ rds, ec2, ...others }) => ({ ...others, rds: briefly(rds), ec2: briefly(ec2) }),
  pay: (input, surroundings) => payFence(input, { ...surroundings, reportOwed }),
});
