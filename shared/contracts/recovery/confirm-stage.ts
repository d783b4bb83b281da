import * as z from 'zod';
import { StepId } from '../fields.ts';
import { RunRef } from './run.ts';

export const ConfirmStageInput = RunRef.extend({ stage: StepId });
export type ConfirmStageInput = z.output<typeof ConfirmStageInput>;

/** `doubt`: nothing of the stage is begun, and the run is decided on anew. */
export const ConfirmStageOutput = z.object({ verdict: z.enum(['go', 'doubt']) });
export type ConfirmStageOutput = z.output<typeof ConfirmStageOutput>;
