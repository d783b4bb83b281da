/** What an alarm of the stack looks at: 1 with every look at a fence that is owed, 0 when it is settled. resources/debts.yml */
export const debtMetric = { namespace: 'Lifeboat', name: 'FencesOwed' } as const;
