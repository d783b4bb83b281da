import type { InspectionData, TestStateConfiguration } from '@aws-sdk/client-sfn';
import type { Mock } from './mock.ts';

/** One attempt of a state. What there is to inspect is noted as the attempt goes, so that a failure keeps it. */
export type Trial = Readonly<{
  mock: Mock | undefined;
  configuration: TestStateConfiguration;
  retryCount: number;
  data: InspectionData;
}>;
