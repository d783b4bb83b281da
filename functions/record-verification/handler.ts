import { plans } from 'lifeboat:plans';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { RunRef } from '../../shared/contracts/recovery/run.ts';
import { RecordVerificationOutput } from '../../shared/contracts/verification/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { createStore } from '../../shared/report/store.ts';
import { renderVerificationHtml } from '../../shared/report/verification/render-html.ts';
import { renderVerificationMarkdown } from '../../shared/report/verification/render-markdown.ts';
import { createBuildVerification } from '../../shared/verification/build-verification.ts';
import { recordVerification } from './record-verification.ts';

export const handler = task({
  name: 'record-verification',
  input: RunRef,
  output: RecordVerificationOutput,
  environment: LedgerSettings.extend({ RECORDS_BUCKET: z.string().min(3) }),
  connect: (environment) => ({
    ledgerOf: connectLedgers(environment),
    buildRecord: createBuildVerification(plans, utcNow),
    renderMarkdown: renderVerificationMarkdown,
    renderHtml: renderVerificationHtml,
    store: createStore(new S3Client(ownRegion), environment.RECORDS_BUCKET),
  }),
  run: recordVerification,
});
