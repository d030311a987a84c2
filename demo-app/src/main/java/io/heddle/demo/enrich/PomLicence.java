package io.heddle.demo.enrich;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/**
 * The first licence that a POM names itself; what its parent says is not looked for.
 */
final class PomLicence {

	private static final List<String> PATH = List.of("project", "licenses", "license", "name");

	private PomLicence() {
	}

	static @Nullable String of(InputStream pom) throws XMLStreamException {
		XMLStreamReader reader = factory().createXMLStreamReader(pom);
		Deque<String> path = new ArrayDeque<>();
		while (reader.hasNext()) {
			int event = reader.next();
			if (event == XMLStreamConstants.START_ELEMENT) {
				path.addLast(reader.getLocalName());
				if (PATH.equals(List.copyOf(path))) {
					return text(reader.getElementText());
				}
			}
			else if (event == XMLStreamConstants.END_ELEMENT) {
				path.removeLast();
			}
		}
		return null;
	}

	private static @Nullable String text(String text) {
		return text.isBlank() ? null : text.strip();
	}

	/** A POM comes from anywhere: it refers to nothing outside. */
	private static XMLInputFactory factory() {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		return factory;
	}

}
