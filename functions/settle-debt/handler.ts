import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { createReportOwed } from '../../shared/aws/report-owed.ts';
import { SettleDebtInput } from '../../shared/contracts/recovery/payment.ts';
import { Nothing } from '../../shared/contracts/recovery/run.ts';
import { ControlSettings, connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { connectDebts } from '../../shared/control/debts.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectTopic, TopicSettings } from '../../shared/notices/connect-topic.ts';
import { settleDebt } from './settle-debt.ts';

export const handler = task({
  name: 'settle-debt',
  input: SettleDebtInput,
  output: Nothing,
  environment: LedgerSettings.extend(ControlSettings.shape).extend(TopicSettings.shape),
  connect: (environment) => ({
    ledgerOf: connectLedgers(environment),
    debts: connectDebts(environment),
    reportOwed: createReportOwed(new CloudWatchClient(ownRegion)),
    publish: connectTopic(environment).publish,
    now: utcNow,
  }),
  run: settleDebt,
});
