"""The defaults of a site, and how weights of a type replace those of the site."""

from ssg.settings import RankingSettings, Settings


def test_the_default_weights_add_up_to_a_hundred() -> None:
    """The methodology page calls them percentages."""
    weights = RankingSettings().weights_for("framework")
    assert tuple(weights) == ("adoption", "quality", "ecosystem", "match_graph", "freshness")
    assert sum(weights.values()) == 100


def test_a_type_changes_only_the_weights_that_it_names() -> None:
    """The others stay as for the whole site."""
    ranking = RankingSettings(by_type=(("model", (("adoption", 40.0),)),))
    assert ranking.weights_for("model") == {**ranking.weights_for("dataset"), "adoption": 40.0}


def test_a_type_without_a_label_is_called_by_its_key() -> None:
    """No page fails for want of a label."""
    settings = Settings(types=(("webapp", "Web App"),))
    assert [settings.type_label("webapp"), settings.type_label("other")] == ["Web App", "other"]
