import { plans } from 'lifeboat:plans';
import { ClosingInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import { ControlSettings, connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectTopic, TopicSettings } from '../../shared/notices/connect-topic.ts';
import { createBuildRunRecord } from '../../shared/report/recovery/run-record.ts';
import { notifyOperators } from './notify-operators.ts';

export const handler = task({
  name: 'notify-operators',
  input: ClosingInput,
  output: Nothing,
  environment: LedgerSettings.extend(ControlSettings.shape).extend(TopicSettings.shape),
  connect: (environment) => {
    const { publish, topic, region } = connectTopic(environment);
    return {
      ledgerOf: connectLedgers(environment),
      buildRecord: createBuildRunRecord(plans, utcNow),
      publish,
      topic,
      acknowledge: { region, controlTable: environment.CONTROL_TABLE },
    };
  },
  run: notifyOperators,
});
