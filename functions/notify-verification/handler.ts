import { plans } from 'lifeboat:plans';
import { ClosingInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectTopic, TopicSettings } from '../../shared/notices/connect-topic.ts';
import { createBuildVerification } from '../../shared/verification/build-verification.ts';
import { notifyVerification } from './notify-verification.ts';

export const handler = task({
  name: 'notify-verification',
  input: ClosingInput,
  output: Nothing,
  environment: LedgerSettings.extend(TopicSettings.shape),
  connect: (environment) => {
    const { publish, topic } = connectTopic(environment);
    return {
      ledgerOf: connectLedgers(environment),
      buildRecord: createBuildVerification(plans, utcNow),
      publish,
      topic,
    };
  },
  run: notifyVerification,
});
