"""Convert answers of web APIs to facts about a tool, by the keys of its file.

Modules: github, pypi. The facts are not validated here; see `new_tool.usable`.
"""
