"""Compile layouts to code that costs less per page than that of Jinja, with the same output.

A site has thousands of pages of one layout, and Jinja is prepared for more than a layout of a site
needs: it yields each piece of text, looks for attributes that may be keys, and lets macros take any
arguments. Where a layout needs keys as attributes, the environment of `plain` compiles it.
"""

import keyword
from collections.abc import Callable, MutableMapping
from types import CodeType, FunctionType, MethodType

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # a platform without the compiled module
    from markupsafe._native import _escape_inner

__all__ = ["LayoutContext", "LayoutTemplate", "QuickCode", "plain"]


FUNCTIONS = {FunctionType, MethodType}
"""Types of callables that take only the arguments of the layout, unless they are marked."""


class QuickCode(CodeGenerator):
    """Generates functions that collect their text in a list, and read attributes directly.

    An attribute that does not exist raises AttributeError: then the layout is to be rendered again
    by the environment of `plain`, which looks for a key of that name, or has the error message.
    """

    def enter_frame(self, frame: Frame) -> None:
        """Begin the text of a function; frames inside of it add to the same text."""
        super().enter_frame(frame)
        if frame.parent is None:
            self.buffer(frame)

    def leave_frame(
        self,
        frame: Frame,
        with_python_scope: bool = False,  # noqa: FBT001, FBT002  (of Jinja)
    ) -> None:
        """Yield the text of a function at its end, instead of each piece of it."""
        super().leave_frame(frame, with_python_scope)
        if frame.parent is None:
            self.writeline(f"yield concat({frame.buffer})")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (of Jinja)
        """Write the access to an attribute."""
        if keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class _LayoutMacro(Macro):
    """Macro whose usual call, with as many arguments as it has, takes no other path."""

    def __init__(  # noqa: PLR0913  (the signature of Jinja)
        self,
        environment: Environment,
        func: Callable[..., str],
        name: str,
        arguments: list[str],
        catch_kwargs: bool,  # noqa: FBT001
        catch_varargs: bool,  # noqa: FBT001
        caller: bool,  # noqa: FBT001
        default_autoescape: bool | None = None,  # noqa: FBT001
    ) -> None:
        flags = catch_kwargs, catch_varargs, caller
        super().__init__(environment, func, name, arguments, *flags, default_autoescape)
        self.is_plain = not any(flags) and bool(default_autoescape)

    def quick_call(self, arguments: tuple[object, ...]) -> Markup:
        """Return the text for all arguments in order; only if `is_plain`."""
        return Markup(self._func(*arguments))  # noqa: S704  (a macro escapes its values)


class LayoutContext(Context):
    """Context that calls macros directly."""

    def call(
        self,
        function: Callable[..., object],
        /,
        *args: object,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: object,
    ) -> object:
        """Call a function or macro in a layout."""
        if type(function) is _LayoutMacro:
            if function.is_plain and not kwargs and len(args) == len(function.arguments):
                return function.quick_call(args)
        elif type(function) in FUNCTIONS and not hasattr(function, "jinja_pass_arg"):
            return function(*args, **kwargs)
        return super().call(
            function, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs
        )


def _escape(value: object) -> str:
    """Return a value as escaped text: a `str`, since a `Markup` object takes most of the time.

    Output is only joined, so nothing needs to know that it is escaped.
    """
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


class LayoutTemplate(Template):
    """Template whose compiled code has its own `escape` and macros."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, object],  # noqa: A002  (the name in Jinja)
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Return the template of compiled code."""
        template = super().from_code(environment, code, globals, uptodate)
        template.globals = dict(template.globals)  # each page copies them, and a chain is slow
        template.root_render_func.__globals__.update(escape=_escape, Macro=_LayoutMacro)
        return template


def plain(environment: Environment) -> Environment:
    """Return the same environment with the code of Jinja for attributes."""
    other = environment.overlay()
    other.code_generator_class = CodeGenerator
    vars(other)["loaded"] = {}  # not the layouts of the other code
    return other
