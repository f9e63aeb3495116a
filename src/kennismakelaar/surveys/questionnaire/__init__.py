"""What is asked, as plain values: no database, no clock.

kinds       the kinds of items
definition  an item and a questionnaire
conditions  when an item is asked
fields      which answers an item takes
pages       what stands on which page
answers     from what was typed to answers, and what is wrong with them
checks      whether a questionnaire can be published
"""
