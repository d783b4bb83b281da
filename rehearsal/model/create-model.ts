import type { Clock } from 'simulated-aws/clock/clock.ts';
import {
  createModelEngine,
  type ModelEngine,
  type ModelEngineOptions,
} from 'simulated-aws/postgres/create-model-engine.ts';
import type { ModelContents } from 'simulated-aws/postgres/model/contents.ts';
import { lookAnswers } from './look-statements.ts';
import { verificationAnswers } from './verification-statements.ts';

/** The tables that the manifests of the plans count on. */
const contents: ModelContents = [
  {
    ...{ name: 'public.organizations', oid: 16_401, pages: 1, rows: 25, checksum: 4_242 },
    indexes: [{ name: 'organizations_pkey', oid: 16_402 }],
  },
  {
    ...{ name: 'public.agents', oid: 16_411, pages: 3, rows: 500, checksum: -77 },
    indexes: [{ name: 'agents_pkey', oid: 16_412 }],
  },
];

type Modelled = Pick<ModelEngineOptions, 'cuts'> & {
  /** Columns that hold a time, of every table: those that the plan names. */
  times?: readonly string[];
};

/** PostgreSQL's model with an answer to every statement that Lifeboat sends, besides the checks of the plans. */
export const createModel = (clock: Clock, { times = ['at', 'created_at'], ...network }: Modelled = {}): ModelEngine =>
  createModelEngine(clock, { ...network, statements: [...verificationAnswers(times), ...lookAnswers], contents });
