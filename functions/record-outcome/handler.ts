import { plans } from 'lifeboat:plans';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { RecordOutcomeOutput } from '../../shared/contracts/recovery/recovery-record.ts';
import { RunRef } from '../../shared/contracts/recovery/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { renderHtml } from '../../shared/report/html/render-html.ts';
import { renderMarkdown } from '../../shared/report/recovery/render-markdown.ts';
import { createBuildRunRecord } from '../../shared/report/recovery/run-record.ts';
import { createStore } from '../../shared/report/store.ts';
import { recordOutcome } from './record-outcome.ts';

export const handler = task({
  name: 'record-outcome',
  input: RunRef,
  output: RecordOutcomeOutput,
  environment: LedgerSettings.extend({ RECORDS_BUCKET: z.string().min(3) }),
  connect: (environment) => ({
    ledgerOf: connectLedgers(environment),
    buildRecord: createBuildRunRecord(plans, utcNow),
    renderMarkdown,
    renderHtml,
    store: createStore(new S3Client(ownRegion), environment.RECORDS_BUCKET),
  }),
  run: recordOutcome,
});
