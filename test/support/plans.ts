/** Where the plans are that the tests of the product are about. What somebody has in plans/ is tested by test/users-plans alone. */
export const testPlans = 'test/plans';
