const otherKind = 'a snapshot is made with tags of snapshots, a volume with those of volumes';
const wrongInside = 'what else stands in the request is wrong: the number or the policy that belongs to the attribute';
const ofFifo = 'an attribute of FIFO queues, which a standard queue does not know';

/** Values, or places of them, that AWS names and yet refuses in the requests of `named-values.test.ts`, with the reason. */
export const refusedByAws: Readonly<Record<string, string>> = {
  'ec2:CreateSnapshot TagSpecifications.ResourceType': otherKind,
  'ec2:CreateVolume TagSpecifications.ResourceType': otherKind,
  'kms:Decrypt EncryptionAlgorithm=SYMMETRIC_DEFAULT': 'what is decrypted in the request was never encrypted',
  'monitoring:PutMetricAlarm ComparisonOperator': 'its DatapointsToAlarm is more than its EvaluationPeriods',
  'sqs:CreateQueue Attributes': wrongInside,
  'sqs:SetQueueAttributes Attributes': wrongInside,
  'sqs:GetQueueAttributes AttributeNames=FifoQueue': ofFifo,
  'sqs:GetQueueAttributes AttributeNames=ContentBasedDeduplication': ofFifo,
  'sqs:GetQueueAttributes AttributeNames=DeduplicationScope': ofFifo,
  'sqs:GetQueueAttributes AttributeNames=FifoThroughputLimit': ofFifo,
};
