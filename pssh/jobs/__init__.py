"""The job table, the states of jobs, and one file for each kind of job."""
