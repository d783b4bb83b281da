import type { MemberTable } from '../selection.ts';

export const dynamodb: MemberTable = {
  GetItem:
    'TableName Key{**} ReturnConsumedCapacity AttributesToGet ConsistentRead ProjectionExpression ' +
    'ExpressionAttributeNames',
  Query:
    'TableName IndexName Select AttributesToGet Limit ConsistentRead KeyConditions{**} QueryFilter{**} ' +
    'ConditionalOperator ScanIndexForward ExclusiveStartKey{**} ReturnConsumedCapacity ' +
    'ProjectionExpression FilterExpression KeyConditionExpression ExpressionAttributeNames ' +
    'ExpressionAttributeValues{**}',
  Scan:
    'TableName IndexName AttributesToGet Limit Select ScanFilter{**} ConditionalOperator ' +
    'ExclusiveStartKey{**} ReturnConsumedCapacity TotalSegments Segment ProjectionExpression ' +
    'FilterExpression ExpressionAttributeNames ExpressionAttributeValues{**} ConsistentRead',
  BatchGetItem:
    'RequestItems{*{Keys{**} AttributesToGet ConsistentRead ProjectionExpression ' +
    'ExpressionAttributeNames}} ReturnConsumedCapacity',
  PutItem:
    'TableName Item{**} Expected{*{**}} ConditionalOperator ReturnConsumedCapacity ' +
    'ReturnItemCollectionMetrics ReturnValues ConditionExpression ExpressionAttributeNames ' +
    'ExpressionAttributeValues{**} ReturnValuesOnConditionCheckFailure',
  UpdateItem:
    'TableName Key{**} AttributeUpdates{**} UpdateExpression Expected{*{**}} ConditionalOperator ' +
    'ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues ConditionExpression ' +
    'ExpressionAttributeNames ExpressionAttributeValues{**} ReturnValuesOnConditionCheckFailure',
  DeleteItem:
    'TableName Key{**} Expected{*{**}} ConditionalOperator ReturnConsumedCapacity ' +
    'ReturnItemCollectionMetrics ReturnValues ConditionExpression ExpressionAttributeNames ' +
    'ExpressionAttributeValues{**} ReturnValuesOnConditionCheckFailure',
  BatchWriteItem:
    'RequestItems{*{PutRequest{Item{**}} DeleteRequest{Key{**}}}} ReturnConsumedCapacity ' +
    'ReturnItemCollectionMetrics',
  CreateTable:
    'AttributeDefinitions{AttributeName AttributeType} TableName KeySchema{AttributeName KeyType} ' +
    'LocalSecondaryIndexes{KeySchema{AttributeName KeyType} IndexName Projection{ProjectionType ' +
    'NonKeyAttributes}} GlobalSecondaryIndexes{KeySchema{AttributeName KeyType} IndexName ' +
    'Projection{ProjectionType NonKeyAttributes} ProvisionedThroughput{ReadCapacityUnits ' +
    'WriteCapacityUnits}} BillingMode ProvisionedThroughput{ReadCapacityUnits WriteCapacityUnits} ' +
    'DeletionProtectionEnabled',
  DeleteTable: 'TableName',
  DescribeTable: 'TableName',
  ListTables: 'ExclusiveStartTableName Limit',
  DescribeTimeToLive: 'TableName',
};
