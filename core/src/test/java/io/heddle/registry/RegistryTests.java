package io.heddle.registry;

import java.util.ArrayList;
import java.util.List;

import io.heddle.activity.Activity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RegistryTests {

	private final Registry registry = new Registry();

	private final FakeActivity one = new FakeActivity("one");

	private final FakeActivity two = new FakeActivity("two");

	@Test
	void listsInTheOrderOfAdding() {
		this.registry.add(this.two);
		this.registry.add(this.one);
		assertThat(this.registry.list()).containsExactly(this.two, this.one);
	}

	@Test
	void findsByRoomAndName() {
		this.registry.add(this.one);
		assertThat(this.registry.find("fake", "one")).containsSame(this.one);
		assertThat(this.registry.find("other", "one")).isEmpty();
		assertThat(this.registry.find("fake", "two")).isEmpty();
	}

	@Test
	void refusesASecondOneOfTheSameName() {
		this.registry.add(this.one);
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.add(new FakeActivity("one")))
			.withMessage("There is a fake named 'one' already: give one of the two another name");
		assertThat(this.registry.list()).containsExactly(this.one);
	}

	@Test
	void removesOnlyTheVeryActivity() {
		this.registry.add(this.one);
		assertThat(this.registry.remove(new FakeActivity("one"))).isFalse();
		assertThat(this.registry.remove(this.one)).isTrue();
		assertThat(this.registry.remove(this.one)).isFalse();
		assertThat(this.registry.contains(this.one)).isFalse();
	}

	@Test
	void tellsAListenerOfWhatIsThereAndOfEachChange() {
		List<String> heard = new ArrayList<>();
		this.registry.add(this.one);
		RegistryListener listener = listenerTo(heard);
		this.registry.addListener(listener);
		this.registry.add(this.two);
		this.registry.remove(this.one);
		this.registry.removeListener(listener);
		this.registry.remove(this.two);
		assertThat(heard).containsExactly("+one", "+two", "-one");
	}

	@Test
	void aListenerThatThrowsConcernsNobodyElse() {
		List<String> heard = new ArrayList<>();
		this.registry.addListener(new RegistryListener() {
			@Override
			public void added(Activity activity) {
				throw new IllegalStateException("added");
			}

			@Override
			public void removed(Activity activity) {
				throw new AssertionError("removed");
			}
		});
		this.registry.addListener(listenerTo(heard));
		this.registry.add(this.one);
		assertThat(this.registry.remove(this.one)).isTrue();
		assertThat(heard).containsExactly("+one", "-one");
	}

	private static RegistryListener listenerTo(List<String> heard) {
		return new RegistryListener() {
			@Override
			public void added(Activity activity) {
				heard.add("+" + activity.name());
			}

			@Override
			public void removed(Activity activity) {
				heard.add("-" + activity.name());
			}
		};
	}

}
