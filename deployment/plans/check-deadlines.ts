import * as z from 'zod';
import type { Plan, Runbook, Stage } from '../../shared/contracts/plan.ts';
import type { PlanStep } from '../../shared/contracts/step-kind.ts';
import { duration } from '../../shared/report/format.ts';
import { readDefinition } from '../machine-files.ts';
import type { Complaint } from './complaint.ts';

const Machine = z.object({ TimeoutSeconds: z.int() });

/** What looks, starts and attempts that come to nothing take besides. */
const marginSeconds = 600;

const stepSeconds = deadlineOf('run-step') - marginSeconds;
const runSeconds = deadlineOf('recover') - marginSeconds;

/** A history of Step Functions holds 25,000 events; the rest is for questions, and for what is tried again. */
const mostEvents = 20_000;
/** Of `recover`: a step of an inline stage that goes well, and a stage around it. */
const eventsPerStep = 14;
const eventsPerStage = 20;
const widestInline = 40;

/** What a plan may take beside what its machines have: a run that meets a deadline is stopped half done. */
export const checkDeadlines = (plan: Plan): Complaint[] =>
  Object.entries(plan.runbooks).flatMap(([name, runbook]) => {
    const path = ['runbooks', name, 'stages'];
    return [
      ...runbook.stages.flatMap((stage, index) => checkSteps(plan, stage, [...path, index])),
      ...checkRun(plan, runbook, path),
      ...checkHistory(runbook, path),
    ];
  });

const checkSteps = (plan: Plan, stage: Stage, path: Complaint['path']): Complaint[] =>
  stage.steps.flatMap((step, index) => {
    const seconds = longest(step, plan);
    if (seconds <= stepSeconds) return [];
    const message = `with the question after it the step may take ${duration(seconds)}; more than the ${duration(stepSeconds)} that an execution of run-step has`;
    return [{ path: [...path, 'steps', index], message }];
  });

/** From the first look until the last word on it, where nobody says retry: its own time, then that of the question. */
function longest(step: PlanStep, { response }: Plan): number {
  if ('askOperator' in step) return step.askOperator.timeout;
  return step.timeout + (step.onFailure === 'ask' ? response.approvalTimeout : 0);
}

function checkRun(plan: Plan, { stages }: Runbook, path: Complaint['path']): Complaint[] {
  const seconds = stages.reduce(
    (sum, { steps }) => sum + Math.max(...steps.map((step) => longest(step, plan))),
    plan.response.approvalTimeout,
  );
  if (seconds <= runSeconds) return [];
  const message = `the approval and all stages with their questions may take ${duration(seconds)}; more than the ${duration(runSeconds)} that an execution of recover has`;
  return [{ path, message }];
}

function checkHistory({ stages }: Runbook, path: Complaint['path']): Complaint[] {
  const inline = stages.flatMap(({ steps }) => (steps.length > widestInline ? [] : steps));
  const events = stages.length * eventsPerStage + inline.length * eventsPerStep;
  if (events <= mostEvents) return [];
  const message = `${inline.length} steps in stages of ${widestInline} or fewer fill the history of one execution of recover; make fewer, wider stages`;
  return [{ path, message }];
}

/** As the machine itself says, so that plan and machine cannot drift apart. */
function deadlineOf(machine: string): number {
  return Machine.parse(JSON.parse(readDefinition(machine))).TimeoutSeconds;
}
