"""Pages of surveys: waves and files of answers, writing a questionnaire, filling it in."""
