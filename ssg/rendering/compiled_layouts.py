"""Compile layouts to code that costs less per page than that of Jinja, with the same output.

A site has thousands of pages of one layout, and Jinja is prepared for more than a layout of a site
needs: it yields each piece of text, looks for attributes that may be keys, and lets macros take any
arguments. Where a layout needs keys as attributes, or an index may be missing, the environment of
`plain` compiles it.
"""

import keyword
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from itertools import chain, groupby
from types import CodeType, FunctionType, MethodType

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # a platform without the compiled module
    from markupsafe._native import _escape_inner

__all__ = ["QUICK_ERRORS", "LayoutContext", "LayoutTemplate", "QuickCode", "plain"]


QUICK_ERRORS = (AttributeError, LookupError, TypeError)
"""What quick code raises where the code of Jinja finds a key or has an undefined value."""
FUNCTIONS = {FunctionType, MethodType}
"""Types of callables that take only the arguments of the layout, unless they are marked."""


class QuickCode(CodeGenerator):
    """Generates functions that collect their text in a list, and read attributes directly.

    An attribute or an index that does not exist raises one of `QUICK_ERRORS`: then the layout is to
    be rendered again by the environment of `plain`, which looks for a key of that name, or has the
    error message.
    """

    _printed: nodes.Expr | None = None
    """The call whose result is printed, while it is visited."""
    _text: str | None = None
    """Variable with the text of the function that is written."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write the code of nodes; texts that follow each other are added together."""
        super().blockvisit(_with_joined_texts(nodes), frame)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _is_plain_output(frame, finalize):
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Call):
            self._printed = node
        else:
            self.write("(piece if type(piece := (")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _is_plain_output(frame, finalize):
            super()._output_child_post(node, frame, finalize)
        elif not isinstance(node, nodes.Call):
            kinds = "is Markup else escape_text(piece) if type(piece) is str else escape(piece)"
            self.write(f")) {kinds})")

    def visit_Call(  # noqa: N802  (of Jinja)
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002  (of Jinja)
    ) -> None:
        """Write a call; one whose result is printed has it as escaped text."""
        if node is not self._printed:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self._printed = None
        self.write("context.text_of(")
        self.visit(node.node, frame)
        variables = {"_loop_vars": frame.loop_frame, "_block_vars": frame.block_frame}
        self.signature(node, frame, {name: name for name, is_in in variables.items() if is_in})
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802  (of Jinja)
        """Write the access to an entry; a number is the index of one."""
        index = _index(node.arg)
        if index is None:
            super().visit_Getitem(node, frame)
            return
        self._visit_owner(node.node, frame)
        self.write(f"[{index}]")

    def enter_frame(self, frame: Frame) -> None:
        """Begin the text of a function; frames inside of it add to the same text."""
        super().enter_frame(frame)
        if frame.parent is None:
            self.buffer(frame)
            self._text = frame.buffer

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802  (of Jinja)
        """Yield the text before a block, then the block.

        A large text of ASCII is encoded much faster apart from one with other characters.
        """
        outer = frame
        if frame.buffer and frame.buffer == self._text and not self.has_known_extends:
            self.writeline(f"yield concat({frame.buffer})")
            self.writeline(f"{frame.buffer}.clear()")
            outer = frame.copy()
            outer.buffer = None
        super().visit_Block(node, outer)

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
        self._visit_owner(node.node, frame)
        self.write(f".{node.attr}")

    def _visit_owner(self, node: nodes.Expr, frame: Frame) -> None:
        """Write a value of which an attribute or an entry is read; one that is missing has none."""
        if isinstance(node, nodes.Name):
            self.write(frame.symbols.ref(node.name))
            return
        self.write("(")
        self.visit(node, frame)
        self.write(")")


def _index(argument: nodes.Expr) -> int | None:
    """Return the number by which an entry is read, below 0 from the end; None for any other key."""
    is_negative = isinstance(argument, nodes.Neg)
    number = argument.node if isinstance(argument, nodes.Neg) else argument
    if not isinstance(number, nodes.Const) or not isinstance(number.value, int):
        return None
    return -number.value if is_negative else number.value


def _is_plain_output(frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> bool:
    """Return whether values are printed as they are, but escaped."""
    context = frame.eval_ctx
    return bool(context.autoescape) and not context.volatile and finalize.src is None


def _with_joined_texts(parts: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield nodes; several in a row that only print something become one of them."""
    for kind, group in groupby(parts, type):
        row = [*group]
        if kind is nodes.Output and len(row) > 1:
            printed = (part.nodes for part in row if isinstance(part, nodes.Output))
            yield nodes.Output([*chain.from_iterable(printed)], lineno=row[0].lineno)
        else:
            yield from row


class _LayoutMacro(Macro):
    """Macro whose usual call, with as many arguments as it has, takes no other path.

    Each page makes all macros of its layout, so most are set up without what Jinja has to check.
    """

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
        if not default_autoescape or catch_kwargs or catch_varargs or caller:
            flags = catch_kwargs, catch_varargs, caller
            super().__init__(environment, func, name, arguments, *flags, default_autoescape)
            self._usual = -1
            return
        self._environment, self._func = environment, func
        self.name, self.arguments = name, arguments
        self.catch_kwargs = self.catch_varargs = self.caller = self.explicit_caller = False
        self._default_autoescape = True
        self._argument_count = self._usual = len(arguments)

    def takes(self, arguments: int) -> bool:
        """Return whether `text_of` takes so many arguments."""
        return arguments == self._usual

    def text_of(self, *arguments: object) -> str:
        """Return HTML for all arguments in order; only where `takes` allows it."""
        return self._func(*arguments)


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
            if not kwargs and function.takes(len(args)):
                return Markup(function.text_of(*args))  # noqa: S704  (a macro escapes its values)
        elif type(function) in FUNCTIONS and not hasattr(function, "jinja_pass_arg"):
            return function(*args, **kwargs)
        return super().call(
            function, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs
        )

    def text_of(
        self,
        function: Callable[..., object],
        /,
        *args: object,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: object,
    ) -> str:
        """Call a function or macro in a layout; return its result as escaped text."""
        if type(function) is _LayoutMacro and not kwargs and function.takes(len(args)):
            return function.text_of(*args)
        if type(function) in FUNCTIONS and not hasattr(function, "jinja_pass_arg"):
            return _escape(function(*args, **kwargs))
        value = self.call(function, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)
        return _escape(value)


def _escape(value: object) -> str:
    """Return a value as escaped text: a `str`, since a `Markup` object takes most of the time.

    Output is only joined, so nothing needs to know that it is escaped.
    """
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


class LayoutTemplate(Template):
    """Template whose compiled code has its own `escape` and macros."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return the macros of a layout that others import: they are made once.

        Jinja makes them again for a layout with global names of its own, which none here has.
        """
        return self._module or super()._get_default_module(ctx)

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
        template.root_render_func.__globals__.update(
            escape=_escape, escape_text=_escape_inner, Macro=_LayoutMacro
        )
        return template


def plain(environment: Environment) -> Environment:
    """Return the same environment with the code of Jinja for attributes."""
    other = environment.overlay()
    other.code_generator_class = CodeGenerator
    vars(other)["loaded"] = {}  # not the layouts of the other code
    return other
