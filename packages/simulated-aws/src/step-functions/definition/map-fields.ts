import * as z from 'zod';
import { notSimulated } from '../../call.ts';
import { NumberField, Template } from './fields.ts';

/**
 * What only a Distributed Map has: docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html,
 * …/input-output-itembatcher.html and …/input-output-resultwriter.html, in their JSONata form.
 */
const prefix = 'arn:aws:states:::s3:';
const largestBatchBytes = 262_144;

const delimiters = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' } as const;
const Delimiter = z.enum(['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB']).transform((name) => delimiters[name]);

const WholeField = z.union([z.int().positive(), z.string()]).pipe(NumberField);
const BytesField = z.union([z.int().positive().max(largestBatchBytes), z.string()]).pipe(NumberField);

const ReaderConfig = z.strictObject({
  InputType: z.enum(['CSV', 'JSON', 'JSONL', 'MANIFEST', 'PARQUET']).optional(),
  ManifestType: z.enum(['ATHENA_DATA', 'S3_INVENTORY']).optional(),
  Transformation: z.enum(['NONE', 'LOAD_AND_FLATTEN']).default('NONE'),
  CSVDelimiter: Delimiter.default(','),
  CSVHeaderLocation: z.enum(['FIRST_ROW', 'GIVEN']).optional(),
  CSVHeaders: z.array(z.string()).min(1).optional(),
  ItemsPointer: z
    .string()
    .regex(/^(\/.*)?$/, 'must be a JSON pointer')
    .optional(),
  MaxItems: WholeField.optional(),
});

const ItemReader = z.strictObject({
  Resource: z.enum([`${prefix}getObject`, `${prefix}listObjectsV2`]),
  Arguments: Template.optional(),
  ReaderConfig: ReaderConfig.default({ Transformation: 'NONE', CSVDelimiter: ',' }),
});

const ItemBatcher = z.strictObject({
  MaxItemsPerBatch: WholeField.optional(),
  MaxInputBytesPerBatch: BytesField.optional(),
  BatchInput: Template.optional(),
});

const ResultWriter = z.strictObject({
  Resource: z.literal(`${prefix}putObject`).optional(),
  Arguments: Template.optional(),
  WriterConfig: z
    .strictObject({
      Transformation: z.enum(['NONE', 'COMPACT', 'FLATTEN']).optional(),
      OutputType: z.enum(['JSON', 'JSONL']).optional(),
    })
    .optional(),
});

export const distributedFields = {
  ItemReader: ItemReader.optional(),
  ItemBatcher: ItemBatcher.optional(),
  ResultWriter: ResultWriter.optional(),
};

export type ReaderConfig = z.output<typeof ReaderConfig>;

export type ItemReader = z.output<typeof ItemReader>;

export type ItemBatcher = z.output<typeof ItemBatcher>;

export type ResultWriter = z.output<typeof ResultWriter>;

type Fields = Readonly<{
  ItemReader?: ItemReader | undefined;
  ItemBatcher?: ItemBatcher | undefined;
  ResultWriter?: ResultWriter | undefined;
  Items?: unknown;
}>;

/** What keeps the fields from being those of a Map in this mode, in a sentence. */
export function mapProblem(fields: Fields, mode: 'INLINE' | 'DISTRIBUTED'): string | undefined {
  const { ItemReader: reader, ItemBatcher: batcher, ResultWriter: writer } = fields;
  if (mode === 'INLINE') {
    const name = Object.keys(distributedFields).find((key) => key in fields);
    return name === undefined ? undefined : `${name} belongs to the DISTRIBUTED mode`;
  }
  if (batcher && batcher.MaxItemsPerBatch === undefined && batcher.MaxInputBytesPerBatch === undefined)
    return 'the ItemBatcher needs MaxItemsPerBatch or MaxInputBytesPerBatch';
  if (writer && writer.Resource === undefined && writer.WriterConfig === undefined)
    return 'the ResultWriter needs a Resource or a WriterConfig';
  if (writer && (writer.Resource === undefined) !== (writer.Arguments === undefined))
    return 'Resource and Arguments of a ResultWriter go together';
  return reader && readerProblem(reader);
}

function readerProblem({ Resource, ReaderConfig: config }: ItemReader): string | undefined {
  const { InputType, ManifestType, Transformation, CSVHeaderLocation, CSVHeaders } = config;
  const readsData = Resource === `${prefix}getObject` || Transformation === 'LOAD_AND_FLATTEN';
  if (ManifestType === 'S3_INVENTORY') return InputType && 'a ManifestType of S3_INVENTORY needs no InputType';
  if (readsData && InputType === undefined) return 'the ReaderConfig needs an InputType';
  if (InputType === 'CSV' && CSVHeaderLocation === undefined) return 'an InputType of CSV needs a CSVHeaderLocation';
  if ((CSVHeaderLocation === 'GIVEN') !== (CSVHeaders !== undefined))
    return 'CSVHeaders belong to a CSVHeaderLocation of GIVEN';
  return undefined;
}

/** Refuses by name what is valid on AWS and not modelled. */
export function refuseUnmodelled({ ItemReader: reader, ResultWriter: writer, Items }: Fields, where: string): void {
  if (reader?.ReaderConfig.InputType === 'PARQUET') throw notSimulated(`states: InputType PARQUET of ${where}`);
  if (reader !== undefined && Items !== undefined)
    throw notSimulated(`states: Items beside the ItemReader of ${where}`);
  if (writer !== undefined && writer.Resource === undefined && writer.WriterConfig?.OutputType === 'JSONL')
    throw notSimulated(`states: OutputType JSONL without a Resource of ${where}`);
}
