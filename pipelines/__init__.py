"""The stages as Dask pipelines, one module each, and the command line: parse, call, report."""
