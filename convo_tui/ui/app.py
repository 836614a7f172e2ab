"""The app: small, because screens do the work. It holds what they share and opens them."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen

from convo_tui import assets
from convo_tui.memory import give_back, share_one_heap
from convo_tui.settings import Problem, SettingsProblem, peek_zone, save_choice
from convo_tui.storage.async_store import AsyncStore
from convo_tui.storage.problems import StorageProblem
from convo_tui.text import clean
from convo_tui.ui.anywhere import AnywhereApp
from convo_tui.ui.backups import Backups
from convo_tui.ui.clock_watch import ClockWatch
from convo_tui.ui.command_tables import ANYWHERE, SPEAKERS, TABLES, neighbours
from convo_tui.ui.commands import bindings, check_keymap
from convo_tui.ui.reading import unread_by
from convo_tui.ui.save_watch import SaveWatch
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.setup import Setup, told_together
from convo_tui.ui.theme import fallback_variables, own_themes

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from convo_tui.domain.agenda import Template
    from convo_tui.domain.people import Person
    from convo_tui.settings import Loaded
    from convo_tui.settings.model import Settings
    from convo_tui.storage.problems import Damaged
    from convo_tui.ui.unsaved import Unsaved

EXAMINED_AFTER_SECONDS = 3.0
"""When what opening did not look at is looked at: not while everything else is read."""

SETTLED_AFTER_SECONDS = 12.0
"""When all that opening needs for a moment is long done with, on a slow machine too."""


class ConvoApp(AnywhereApp):
    """Convo on the screen."""

    TITLE = "Convo"
    # Textual loads no style sheet of a default screen's own, so Today's stands here.
    CSS_PATH: ClassVar = [
        assets.styles_dir() / "app.tcss",
        assets.styles_dir() / "screens" / "today.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANYWHERE, SPEAKERS)]

    private_hidden: reactive[bool] = reactive(False)
    """Whether private things are hidden, for a shared screen."""

    settings: Settings
    templates: tuple[Template, ...]

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.setup = setup
        self.clock = setup.clock
        self.zone = "UTC"
        self.backups = Backups(self) if setup.backups else None
        self.saves = SaveWatch(self)
        self.store = AsyncStore(
            setup.database,
            self.saves.told,
            self._changed_elsewhere,
            self.backups.making if self.backups else None,
        )
        self.unsaved: Unsaved | None = None
        """What an app before this one could not write, as long as it is nowhere."""
        if setup.unwritten:
            from convo_tui.ui.unsaved import Unsaved

            self.unsaved = Unsaved(self)
        self.wants_sample = False
        """Whether the app was left for the sample team; the command line then opens that."""
        self.damage: Damaged | None = None
        """What was found wrong with the file while it was open; the app ended for it."""
        self.last_words = ""
        """Why the app ended, where nobody asked it to; told once the screen is gone."""
        self.settings_problems: tuple[str, ...] = ()
        """What of the settings file does not count, a sentence each."""
        self.opens_talk = setup.talk_with is not None
        """Whether a talk is about to cover Today, which then has nothing to read yet."""
        self._opened = asyncio.Event()
        self._keeping_theme = asyncio.Lock()
        for theme in own_themes():
            self.register_theme(theme)
        self._begin_with(self._known(setup.look.theme))
        self.set_reactive(ConvoApp.private_hidden, setup.look.private_hidden)

    def _begin_with(self, theme: str) -> None:
        """Wear a theme from the start.

        To Textual every theme that is set is a change, for which it reads all style sheets again.
        """
        self.set_reactive(ConvoApp.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        if self.current_theme.ansi:
            self.mutate_reactive(ConvoApp.theme)  # there is more to change than styles

    def _known(self, theme: str) -> str:
        return theme if theme in self.available_themes else "dusk"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colour names under themes that are not ours."""
        return fallback_variables(self.current_theme.dark)

    def get_default_screen(self) -> Screen[None]:
        """Today is what the app stands on."""
        from convo_tui.ui.screens.today import TodayScreen

        return TodayScreen()

    def on_mount(self) -> None:
        """Paint first; open the file behind the first frame."""
        self.saves.start()
        ClockWatch(self).start()
        self.call_after_refresh(self._open)

    @work
    async def _open(self) -> None:
        # Behind the first frame, and before the first thread that reads.
        share_one_heap()
        await self._glance()
        opened, loaded = await asyncio.gather(
            self._open_store(), asyncio.to_thread(self._load_settings)
        )
        if not opened:
            return
        self._take(loaded)
        if problems := self.settings_problems:
            self.notify(told_together(problems), title="Settings", severity="warning", timeout=12)
        if self.setup.notice:
            self.say(self.setup.notice)
        self._opened.set()
        for task in self.setup.unwritten:
            self.store.write(task)
        if self.unsaved is not None:
            self.unsaved.settled()  # from here on the store keeps it, or tells
        self.set_timer(EXAMINED_AFTER_SECONDS, self._examine)
        self.set_timer(SETTLED_AFTER_SECONDS, self._settled)
        if self.backups is not None:
            self.backups.begin()
        if self.setup.talk_with is not None:
            from convo_tui.ui.screens.talk_opening import open_wanted

            await self.store.until_read(partial(open_wanted, self, self.setup.talk_with))

    async def _open_store(self) -> bool:
        """Open the file, with the person's help where it needs some; whether it is open."""
        fault = self.setup.damage
        while True:
            try:
                if fault is None:
                    await self.store.open()
                    return True
            except StorageProblem as problem:
                fault = problem
            from convo_tui.ui.opening import helped

            if fault is not None and not await helped(self, fault):
                self.leave_with(str(fault))
                return False
            fault = None

    @work
    async def _examine(self) -> None:
        from convo_tui.ui.opening import examined

        await examined(self)

    @work(thread=True)
    def _settled(self) -> None:
        give_back()

    async def _glance(self) -> None:
        """Show who there is before SQLModel and the settings are imported."""
        from convo_tui.ui.screens.today_frame import TodayFrame

        self.zone = await asyncio.to_thread(self._peek_zone)
        if isinstance(self.screen, TodayFrame) and self.setup.talk_with is None:
            await self.screen.glance()

    def _peek_zone(self) -> str:
        return peek_zone(self.setup.settings_file) or self.clock.local_zone()

    def _load_settings(self) -> tuple[Loaded, str]:
        loaded = self.setup.load_settings()
        return loaded, loaded.settings.zone or self.clock.local_zone()

    async def read_settings(self) -> None:
        """Read the settings file anew, and live by it from here on."""
        self._take(await asyncio.to_thread(self._load_settings))

    def _take(self, loading: tuple[Loaded, str]) -> None:
        loaded, self.zone = loading
        self.templates = loaded.templates
        wanted = loaded.settings.theme
        known = self._known(wanted)
        # Known before it is worn, so that it is not taken for a choice made here.
        self.settings = loaded.settings.model_copy(update={"theme": known})
        self.theme = known
        keymap, wrong = check_keymap(TABLES, neighbours(), loaded.settings.keys)
        self.set_keymap(keymap)
        lines, problems = loaded.key_lines, [*loaded.problems]
        problems += [Problem(lines.get(each.command_id), f"{each.message}.") for each in wrong]
        if known != wanted:
            sentence = f"No theme is called {wanted}; {known} counts."
            problems.append(Problem(loaded.theme_line, sentence))
        in_order = sorted(problems, key=lambda each: each.line or 0)
        self.settings_problems = tuple(map(str, in_order))

    def watch_theme(self, theme: str) -> None:
        """Keep the theme, wherever it was chosen."""
        if self._opened.is_set() and theme != self.settings.theme:
            self.settings = self.settings.model_copy(update={"theme": theme})
            self.run_worker(self._keep_theme())

    async def _keep_theme(self) -> None:
        async with self._keeping_theme:
            try:
                file = self.setup.settings_file
                await asyncio.to_thread(save_choice, file, "theme", self.theme)
            except SettingsProblem as problem:
                self.say(str(problem))

    async def ready(self) -> None:
        """Wait until the store is open and the settings are read."""
        await self._opened.wait()

    def now(self) -> datetime:
        """The time now, in the manager's zone."""
        return self.local(self.clock.now())

    def today(self) -> date:
        """Today's date in the manager's zone."""
        return self.now().date()

    def local(self, instant: datetime) -> datetime:
        """An instant in the manager's zone."""
        from zoneinfo import ZoneInfo

        return instant.astimezone(ZoneInfo(self.zone))

    def say(self, sentence: str) -> None:
        """Tell something in the bottom line of the screen in front."""
        screen = self.screen
        if isinstance(screen, ConvoScreen):
            screen.say(sentence)
        else:
            self.notify(sentence, markup=False)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a sentence in a corner. It may quote what somebody typed, so it is cleaned."""
        super().notify(
            clean(message), title=clean(title), severity=severity, timeout=timeout, markup=markup
        )

    async def start_talk(self, person: Person, template: str = "") -> None:
        """Open the talk with a person: the unfinished one if there is one, else a new one."""
        from convo_tui.ui.screens.talk_opening import open_talk

        await self.ready()
        await open_talk(self, person, template)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The speaker keys need a talk beneath, and writing elsewhere a file that takes nothing."""
        if action == "speak_anywhere":
            return self.open_talk() is not None
        if action == "rescue":
            return self.saves.troubled
        if action == "search":
            return bool(getattr(self.screen, "searchable", False))
        return super().check_action(action, parameters)

    async def action_rescue(self) -> None:
        """Offer to write everything into another file."""
        from convo_tui.ui.modals.rescue import Rescue

        if not isinstance(self.screen, Rescue):
            await self.push_screen(Rescue())

    def _changed_elsewhere(self) -> None:
        """Called in the writer's thread when another program wrote to the file."""
        self.call_later(self.reload)

    def reload(self) -> None:
        """Fill the screen in front anew, beneath whatever sheets lie over it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ConvoScreen):
                screen.reload()
            if not screen.is_modal:
                break

    def watch_private_hidden(self) -> None:
        """Redraw everything without, or with, what is private."""
        from convo_tui.ui.hiding import turned

        turned(self)

    def action_toggle_private(self) -> None:
        """Hide or show everything private."""
        self.private_hidden = not self.private_hidden
        self.say("Private is hidden." if self.private_hidden else "Private is shown.")

    def leave_with(self, sentence: str) -> None:
        """End because something cannot be; the sentence is told once the screen is gone."""
        self.last_words = sentence
        self.exit(return_code=1)

    def leave_for_recovery(self, damage: Damaged) -> None:
        """End because the file turned out to be damaged; recovery is opened in another app."""
        if self.damage is None:
            self.damage = damage
            self.exit(return_code=1)

    @property
    def crashed(self) -> bool:
        """Whether it ended by a fault that nobody saw coming."""
        return self._exception is not None

    def _end_for(self, damage: Damaged) -> None:
        self.damage, self._return_code = damage, 1
        self._close_messages_no_wait()
        self._exception_event.set()

    def _handle_exception(self, error: Exception) -> None:
        damage = self.store.damage
        if damage is not None:
            # Whatever failed, that is why. Its own pump may be gone, so the app ends at once.
            self._end_for(damage)
            return
        if self._opened.is_set() and (sentence := unread_by(error)):
            self.say(sentence)
            return
        # Textual's own would print the traceback with its variables, and those hold notes.
        from convo_tui.faults import sentence_for

        self._return_code = 1
        if self._exception is None:
            self.last_words = sentence_for(error)
            self._exception = error  # what a test that runs the app gets raised
            self._exception_event.set()
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave; what runs can be continued. What is not saved is asked about first."""
        if self.saves.troubled and self._opened.is_set():
            self._leave_unsaved()
        else:
            self.exit()

    @work(group="leave", exclusive=True)
    async def _leave_unsaved(self) -> None:
        from convo_tui.ui.saving import leaves_unsaved

        if await leaves_unsaved(self):
            self.exit()

    async def on_unmount(self) -> None:
        """However the app ends: first everything typed goes into the file."""
        for talk in self.live_talks.values():
            talk.let_go()
        written = await asyncio.to_thread(self.store.close)
        words = [self.last_words, self.saves.last_words(written=written)]
        if self.unsaved is not None:
            await asyncio.to_thread(self.unsaved.at_the_end)
            words.append(self.unsaved.told)
        self.last_words = " ".join(filter(None, words))
