package org.cellwise.kernel.magic;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.util.artifact.JavaScopes;

/** Downloads libraries with all they need, as Maven itself would: its local repository, the user's settings.xml. */
final class MavenResolver {

    private MavenResolver() {}

    /** A repository to look in besides Maven Central and those of the settings. */
    record Repository(String id, String url) {}

    /**
     * The jars of all {@code coordinates} and their dependencies, versions reconciled among them.
     *
     * @throws IllegalStateException when something cannot be found
     */
    static List<String> resolve(List<String> coordinates, List<Repository> additional) {
        Progress progress = new Progress();
        ContextOverrides settings = ContextOverrides.create()
                .withUserSettings(true)
                .transferListener(progress)
                .build();
        try (Context maven = new StandaloneStaticRuntime().create(settings)) {
            List<RemoteRepository> repositories = new ArrayList<>(maven.remoteRepositories());
            for (Repository one : additional) {
                repositories.add(new RemoteRepository.Builder(one.id(), "default", one.url()).build());
            }
            CollectRequest wanted = new CollectRequest();
            wanted.setRepositories(
                    maven.repositorySystem().newResolutionRepositories(maven.repositorySystemSession(), repositories));
            for (String one : coordinates) {
                wanted.addDependency(new Dependency(new DefaultArtifact(inResolverOrder(one)), JavaScopes.RUNTIME));
            }
            List<String> jars = maven
                    .repositorySystem()
                    .resolveDependencies(maven.repositorySystemSession(), new DependencyRequest(wanted, null))
                    .getArtifactResults()
                    .stream()
                    .map(result -> result.getArtifact().getFile().getAbsolutePath())
                    .filter(file -> file.endsWith(".jar"))
                    .toList();
            progress.done();
            return jars;
        } catch (DependencyResolutionException e) {
            throw new IllegalStateException(explain(e), e);
        }
    }

    /** One line, written anew as files arrive; none where all is there already. */
    private static final class Progress extends AbstractTransferListener {
        private static final long INTERVAL = 300_000_000; // ns

        private long bytes;
        private int files;
        private long shown = System.nanoTime();

        @Override
        public synchronized void transferSucceeded(TransferEvent event) {
            if (event.getRequestType() == TransferEvent.RequestType.GET) {
                files++;
                bytes += event.getTransferredBytes();
                show(event.getResource().getResourceName().replaceFirst(".*/", ""));
            }
        }

        private void show(String name) {
            if (System.nanoTime() - shown > INTERVAL) {
                shown = System.nanoTime();
                System.out.print("\r" + text() + ": " + name);
                System.out.flush();
            }
        }

        synchronized void done() {
            if (files > 0) {
                System.out.println("\r" + text());
            }
        }

        private String text() {
            return "Downloaded " + Names.count(files, "file") + ", " + Numbers.bytes(bytes);
        }
    }

    /** IJava leaves the type empty before a classifier; the resolver wants it written. */
    private static String inResolverOrder(String coordinates) {
        return coordinates.replace("::", ":jar:");
    }

    private static String explain(DependencyResolutionException e) {
        Set<String> missing = new TreeSet<>();
        if (e.getResult() != null) {
            for (ArtifactResult result : e.getResult().getArtifactResults()) {
                if (!result.isResolved()) {
                    missing.add(result.getRequest().getArtifact().toString());
                }
            }
        }
        String what = missing.isEmpty() ? e.getMessage() : "could not find " + String.join(", ", missing);
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return what + " (" + cause.getMessage() + "): check the name and version, the network connection, and the"
                + " repositories and proxies in ~/.m2/settings.xml";
    }
}
