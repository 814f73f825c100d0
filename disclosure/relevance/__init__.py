"""What is responsive, what is withheld and why: scope, privilege, lines of enquiry, dip samples.

`material` declares which artefacts can become material; `terms` the syntax of search terms; `people` how a
party of the case is recognised on a record; `scope`, `privilege` and `enquiry` the three sets of rules;
`search` puts them together in DuckDB; `sample` draws dip samples of what the search did not find.

Privilege beats scope, scope beats responsiveness. What is withheld is counted and never shown.
"""
