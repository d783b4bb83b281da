/** By these words, in what the ledger has of a wait, a database that holds its fence only while it is stopped is known. */
export const stoppedWords = 'is stopped, and RDS closes no instance that is';
