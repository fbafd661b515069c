"""Alignments of the last build, for a preview of the same texts: aligning many tools takes long."""

from pathlib import Path

from ssg.build.alignments import StoredAlignments
from ssg.build.fingerprint import PageFingerprints
from ssg.build.site_hashes import program_fingerprint
from ssg.config import Config
from ssg.errors import BuildError
from ssg.output.atomic_swap import OutputPaths
from ssg.views import Context

__all__ = ["stored_alignments"]


def stored_alignments(
    config: Config, context: Context, layouts: tuple[Path, ...]
) -> StoredAlignments | None:
    """Return the alignments of the last build; None unless they are those of all pairs.

    `context`: that of the views; `layouts`: the folders of the layouts.
    """
    try:
        file = OutputPaths.of(config.output).alignments
    except BuildError:  # the preview needs no output folder
        return None
    keys = PageFingerprints(context, program_fingerprint(context, layouts))
    stored = StoredAlignments.read(file, keys.alignments())
    documented = {tool.slug for tool in context.ordered if tool.capabilities}
    pairs = (pair for pair in context.table.slugs() if documented.issuperset(pair))
    return stored if all(stored.has(*pair) for pair in pairs) else None
